import { playHalf } from './support/half.ts'

playHalf('even', 0)
