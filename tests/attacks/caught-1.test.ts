import { playCaught } from './support/play-rows.ts'

playCaught(0, 4)
