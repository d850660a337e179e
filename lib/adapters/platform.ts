import { randomBytes } from 'node:crypto'

import type { Clock, Entropy } from '../ports.ts'

/** The host's time and randomness. */
export const platformClock: Clock = { now: () => new Date() }
export const platformEntropy: Entropy = { bytes: (count) => randomBytes(count) }
