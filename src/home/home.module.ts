import { Module } from '@nestjs/common';
import { DocumentsModule } from '../documents/documents.module.js';
import { HomeRead } from './home.read.js';
import { HomeResolver } from './home.resolver.js';

/** The phone's first screen. */
@Module({ imports: [DocumentsModule], providers: [HomeRead, HomeResolver] })
export class HomeModule {}
