export { connectDevice, type Device, signInAs } from './device.ts';
export {
  connections,
  isConnected,
  newDevice,
  node,
  type Person,
  person,
  place,
  places,
  Tab,
  watch,
} from './people.ts';
export { statusesSeen } from './statuses-seen.ts';
export { told } from './told.ts';
