import { playCaught } from './support/play-rows.ts'

playCaught(2, 4)
