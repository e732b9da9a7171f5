import { Module } from '@nestjs/common';
import { DeliveryBatches } from './delivery-batches.js';
import { Inbox } from './inbox.service.js';
import { NotificationsJobs } from './notifications.jobs.js';
import { NotificationsResolver } from './notifications.resolver.js';
import { Notifications } from './notifications.service.js';
import { Channels } from './sending/channels.js';
import { DeliveryFigures } from './sending/delivery-figures.js';
import { Ledger } from './sending/ledger.js';
import { Sender } from './sending/sender.js';
import { SmsGateway } from './sending/sms-gateway.js';
import { SmsTexts } from './sending/sms-texts.js';

/** Telling people, and the ledger of how it was sent. */
@Module({
  providers: [
    NotificationsResolver,
    Inbox,
    Notifications,
    NotificationsJobs,
    DeliveryBatches,
    Ledger,
    Channels,
    SmsGateway,
    SmsTexts,
    Sender,
    DeliveryFigures,
  ],
  exports: [Notifications, DeliveryBatches],
})
export class NotificationsModule {}
