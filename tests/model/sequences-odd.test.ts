import { playHalf } from './support/half.ts'

playHalf('odd', 1)
