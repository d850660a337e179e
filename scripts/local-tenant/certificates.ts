import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as Selfsigned from 'selfsigned'

export type Certificates = {
  /** What clients must trust: for Node `NODE_EXTRA_CA_CERTS`, for curl `--cacert`. */
  caFile: string
  key: string
  certificate: string
}

const DAY = 86_400_000
const LIFETIME = 397 * DAY
const RENEWAL = 14 * DAY

/**
 * The local tenant's certificate, from a CA made for it alone on this machine.
 *
 * Browsers, the deploy CLI and Actions all insist on https, and switching verification off would hide real mistakes.
 * The CA's private key is thrown away as soon as it has signed, so whoever trusts the CA trusts this one certificate
 * and nothing that anybody could issue later; the server's key is readable by its owner only and never committed.
 * The host's clock is right here, not the tenant's: it is what the TLS peers go by.
 */
export async function localCertificates(folder: string): Promise<Certificates> {
  const current = join(folder, 'certificates')
  if (!isUsable(current)) await replaceCertificates(folder, current)
  return {
    caFile: join(current, 'ca.pem'),
    key: readFileSync(join(current, 'server-key.pem'), 'utf8'),
    certificate: readFileSync(join(current, 'server.pem'), 'utf8'),
  }
}

function isUsable(current: string): boolean {
  if (!['ca.pem', 'server.pem', 'server-key.pem'].every((name) => existsSync(join(current, name))))
    return false
  const { validTo } = new X509Certificate(readFileSync(join(current, 'server.pem')))
  return Date.parse(validTo) - RENEWAL > Date.now()
}

/** Made aside and moved into place at once: of several processes that start together, one wins and all agree. */
async function replaceCertificates(folder: string, current: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const fresh = mkdtempSync(join(folder, 'certificates-'))
  await writeCertificates(fresh)
  if (existsSync(current) && !isUsable(current)) {
    renameSync(current, `${fresh}-old`)
    rmSync(`${fresh}-old`, { recursive: true })
  }
  try {
    renameSync(fresh, current)
  } catch (error) {
    rmSync(fresh, { recursive: true })
    if (!isUsable(current)) throw error
  }
}

async function writeCertificates(folder: string): Promise<void> {
  // Loaded here, because it takes longer to load than everything else at start and is needed once a year.
  const { generate } = createRequire(import.meta.filename)('selfsigned') as typeof Selfsigned
  const dates = { notBeforeDate: new Date(Date.now() - DAY), notAfterDate: new Date(Date.now() + LIFETIME) }
  const common = { ...dates, keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const
  const ca = await generate([{ name: 'commonName', value: 'Local tenant CA (this machine only)' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  })
  const owner = { mode: 0o600 }
  writeFileSync(join(folder, 'ca.pem'), ca.cert, owner)
  writeFileSync(join(folder, 'server.pem'), server.cert, owner)
  writeFileSync(join(folder, 'server-key.pem'), server.private, owner)
}
