import { playRefused } from './support/play-rows.ts'

playRefused(0, 2)
