import { Global, Module } from '@nestjs/common';
import { LiveEvents } from './live-events.js';

/** What reaches people and their screens: live events here, channels of messages in notifications. */
@Global()
@Module({ providers: [LiveEvents], exports: [LiveEvents] })
export class PushModule {}
