import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localCertificates } from '../../../scripts/local-tenant/certificates.ts'

const folder = mkdtempSync(join(tmpdir(), 'certificates-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the certificates of the local tenant', () => {
  test('several processes that start at once agree on one', async () => {
    const all = await Promise.all([localCertificates(folder), localCertificates(folder)])
    expect(all[0]).toEqual(all[1])
    expect(readdirSync(folder)).toEqual(['certificates'])
  })

  test('the server is localhost in all its names, signed by the CA that clients are given', async () => {
    const { caFile, certificate } = await localCertificates(folder)
    const [ca, server] = [new X509Certificate(readFileSync(caFile)), new X509Certificate(certificate)]
    expect(ca.ca).toBe(true)
    expect(server.ca).toBe(false)
    expect(server.verify(ca.publicKey)).toBe(true)
    expect(server.checkHost('localhost')).toBe('localhost')
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(server.checkIP('::1')).toBe('::1')
  })

  test('only the owner can read them, and the key of the CA is not kept', async () => {
    await localCertificates(folder)
    const files = readdirSync(join(folder, 'certificates')).sort()
    expect(files).toEqual(['ca.pem', 'server-key.pem', 'server.pem'])
    for (const file of files) expect(statSync(join(folder, 'certificates', file)).mode & 0o077).toBe(0)
  })
})
