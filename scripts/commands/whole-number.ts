import { InvalidArgumentError } from 'commander'

/** Reads an option that is a whole number from 1 to `most`. */
export function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    if (!/^[1-9]\d*$/.test(text) || Number(text) > most)
      throw new InvalidArgumentError(`Not a whole number from 1 to ${most}.`)
    return Number(text)
  }
}
