import { Global, Module } from '@nestjs/common';
import { EventStreams } from '../http/events.js';
import { LiveEvents } from './live-events.js';

/** What reaches people and their screens: live events here, channels of messages in notifications. */
@Global()
@Module({ providers: [LiveEvents, EventStreams], exports: [LiveEvents, EventStreams] })
export class PushModule {}
