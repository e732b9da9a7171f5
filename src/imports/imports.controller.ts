import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/actor.js';
import { Allow, CurrentActor } from '../access/allow.js';
import { oneFile } from '../platform/http/one-file.js';
import { ImportsService, LARGEST_ROSTER } from './imports.service.js';
import { templateWorkbook } from './template.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Rosters in, the template out. */
@Controller('imports')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  /** A form with one .xlsx or .csv file; it is read in the background. */
  @Post()
  @HttpCode(202)
  @Allow('import.run')
  async receive(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ id: string }> {
    return this.imports.receive(actor, await oneFile(request, reply, LARGEST_ROSTER));
  }

  /** An empty roster with both sheets and a line of example in each. Nothing secret stands in it. */
  @Get('template.xlsx')
  @Allow('everybody')
  async template(@Res() reply: FastifyReply): Promise<void> {
    await reply
      .header('content-type', XLSX)
      .header('content-disposition', 'attachment; filename="mau-nhap-so-tay.xlsx"')
      .send(await templateWorkbook());
  }
}
