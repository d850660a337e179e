const { createHash } = require('node:crypto')
const { transformSync, version } = require('esbuild')

const options = (filename) => ({
  loader: filename.endsWith('.ts') ? 'ts' : 'js',
  format: 'cjs',
  target: 'node20',
  // Jest can load nothing later but by `require`.
  supported: { 'dynamic-import': false },
  sourcemap: 'inline',
  sourcefile: filename,
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
})

// Jest runs CommonJS; our sources and some packages (jose 6, openid-client 6) are ES modules.
module.exports = {
  process: (source, filename) => ({ code: transformSync(source, options(filename)).code }),
  getCacheKey: (source, filename) =>
    createHash('sha256')
      .update([version, filename, source, JSON.stringify(options(filename))].join('\0'))
      .digest('hex'),
}
