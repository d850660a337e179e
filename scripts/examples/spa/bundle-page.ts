import { build } from 'esbuild'

/**
 * The page's program and what it needs, as one script.
 *
 * @param settings compiled in as the constant `SPA_SETTINGS`; whoever opens the page can read them
 */
export async function bundlePage(
  entry: string,
  settings: { domain: string; clientId: string },
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { SPA_SETTINGS: JSON.stringify(settings) },
  })
  return outputFiles[0]?.text ?? ''
}
