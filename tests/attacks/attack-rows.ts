import { t01 } from './rows/t01-recycled-number.ts'
import { t02 } from './rows/t02-another-connection.ts'
import { t03 } from './rows/t03-answer-of-another.ts'
import { t04 } from './rows/t04-replayed-answer.ts'
import { t05 } from './rows/t05-damaged-parameters.ts'
import { t06 } from './rows/t06-forged-id-token.ts'
import { t07 } from './rows/t07-open-session.ts'
import { t08 } from './rows/t08-forged-freshness.ts'
import { t09 } from './rows/t09-phone-only.ts'
import { t10 } from './rows/t10-pre-hijack.ts'
import { t11 } from './rows/t11-swapped-number.ts'
import { t12 } from './rows/t12-gone-meanwhile.ts'
import { t13 } from './rows/t13-second-thoughts.ts'
import { t14 } from './rows/t14-redirect-loop.ts'
import { t15 } from './rows/t15-silent-meanwhile.ts'
import { t16 } from './rows/t16-sms-pumping.ts'
import { t17 } from './rows/t17-enumeration.ts'
import { t18 } from './rows/t18-harassment.ts'
import { t19 } from './rows/t19-metadata-race.ts'
import { t20 } from './rows/t20-injection.ts'
import { t21 } from './rows/t21-log-leak.ts'
import { t22 } from './rows/t22-open-redirect.ts'
import { t23 } from './rows/t23-identity-order.ts'
import { t24 } from './rows/t24-strange-user-ids.ts'
import { t25 } from './rows/t25-removed-phone.ts'
import { t26 } from './rows/t26-forged-removal.ts'
import { t27 } from './rows/t27-deploy-over-others.ts'
import { t28 } from './rows/t28-keyword-in-bundle.ts'
import { t29 } from './rows/t29-missing-scope.ts'
import { t30 } from './rows/t30-clock-skew.ts'
import type { Attack } from './support/attack.ts'

/** Every row of the attacks and accidents, in their order. */
export const ATTACKS: readonly Attack[] = [
  ...[t01, t02, t03, t04, t05, t06, t07, t08, t09, t10],
  ...[t11, t12, t13, t14, t15, t16, t17, t18, t19, t20],
  ...[t21, t22, t23, t24, t25, t26, t27, t28, t29, t30],
]
