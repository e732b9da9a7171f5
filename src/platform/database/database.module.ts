import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import { PreparedStatements } from './prepared.js';

/** The pool of connections, opened at start and tried again for a while when PostgreSQL is still starting. */
@Global()
@Module({ providers: [PreparedStatements], exports: [PreparedStatements] })
export class DatabaseModule {
  static with(options: TypeOrmModuleOptions): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRoot({ ...options, retryAttempts: 10, retryDelay: 1000, autoLoadEntities: false })],
    };
  }
}
