import type { Seen } from '../../support/login.ts'

/** Whether the page asks for an email address: of the companion, it is the step-up. */
export const asksForEmail = (page: Seen): boolean => hasField(page, 'email')
export const asksForPhone = (page: Seen): boolean => hasField(page, 'tel')

const hasField = ({ forms }: Seen, wanted: string): boolean =>
  forms.some(({ fields }) => fields.some(({ type }) => type === wanted))
