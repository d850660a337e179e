import { playCaught } from './support/play-rows.ts'

playCaught(3, 4)
