import { playCaught } from './support/play-rows.ts'

playCaught(1, 4)
