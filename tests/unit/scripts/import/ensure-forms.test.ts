import type { ManagementClient } from 'auth0'
import { ensureForms, findForms, formKeywords } from '../../../../scripts/import/ensure-forms.ts'

type FormRow = { id: string; name: string }

/** A tenant with these Forms. @param made takes the names of those that are made */
function tenantWith(rows: FormRow[], made: string[] = []): ManagementClient {
  const forms = {
    list: () =>
      Promise.resolve({
        async *[Symbol.asyncIterator]() {
          for (const row of rows) yield await Promise.resolve(row)
        },
      }),
    create: ({ name }: { name: string }) => {
      made.push(name)
      return Promise.resolve({ id: `new ${name}`, name })
    },
  }
  return { forms } as unknown as ManagementClient
}

test('a Form that is there is found, one that is not is made, and those of others are left alone', async () => {
  const made: string[] = []
  const tenant = tenantWith([{ id: 'ap_1', name: 'A' }, ...twice('Theirs')], made)
  const found = await findForms(tenant, ['A', 'B'])
  expect(made).toEqual([])
  expect(Object.fromEntries(await ensureForms(tenant, found))).toEqual({ A: 'ap_1', B: 'new B' })
  expect(made).toEqual(['B'])
})

test('T27 of two with the same name neither is guessed', async () => {
  await expect(findForms(tenantWith(twice('A')), ['A'])).rejects.toThrow(
    'The tenant has several Forms named “A”: give them different names.',
  )
})

test('a file without Forms asks nothing of the tenant', async () => {
  await expect(findForms({} as ManagementClient, [])).resolves.toEqual(new Map())
})

test('Actions know Forms by keywords, and a Form that is not known has none', () => {
  expect(formKeywords((name) => (name === 'Phone Linking Notice' ? 'ap_5' : undefined))).toEqual({
    NOTICE_FORM_ID: 'ap_5',
  })
})

function twice(name: string): FormRow[] {
  return [
    { id: 'ap_8', name },
    { id: 'ap_9', name },
  ]
}
