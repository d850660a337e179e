import { playRefused } from './support/play-rows.ts'

playRefused(1, 2)
