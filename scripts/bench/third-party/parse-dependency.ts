export type Dependency = { name: string; version: string }

const NAME = /^(@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*$/

/**
 * Parses `name@version`, as an Action's page shows its dependencies; what npm takes as a version is taken.
 *
 * @throws {Error} with a sentence
 */
export function parseDependency(text: string): Dependency {
  // The first character may be the @ of a scope.
  const at = text.indexOf('@', 1)
  const [name, version] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
  if (!NAME.test(name) || version === '' || /\s/.test(version))
    throw new Error(`The dependency "${text}" is not name@version, as in auth0@4.27.0.`)
  return { name, version }
}
