import { Module } from '@nestjs/common';
import { HomeRead } from './home.read.js';
import { HomeResolver } from './home.resolver.js';

/** The phone's first screen. */
@Module({ providers: [HomeRead, HomeResolver] })
export class HomeModule {}
