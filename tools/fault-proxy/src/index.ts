export { type Address, type FaultProxy, openFaultProxy } from './fault-proxy.ts';
export { FrameProxy } from './frame-proxy.ts';
export { openSlowNetwork, type SlowNetwork } from './slow-network.ts';
