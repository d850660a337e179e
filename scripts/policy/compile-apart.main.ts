import { compileCountries } from './compile-countries.ts'

const [named, built] = JSON.parse(process.argv[2] ?? '[]') as [string[] | null, string | null]
try {
  process.stdout.write(JSON.stringify(compileCountries(named ?? undefined, built ?? undefined)))
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
