import { Injectable } from '@nestjs/common';
import { Refusal } from '../../errors.js';
import { type Db, row, rows } from '../../platform/database/statements.js';
import { isId } from '../../platform/ids.js';
import { withoutReasons } from '../minutes/assembled.js';
import { MinutesRecords } from '../minutes/minutes-records.js';
import { ResolutionRecords } from '../resolutions/resolution-records.js';
import { assessmentSheet } from './layouts/assessment.js';
import { attendanceList } from './layouts/attendance-list.js';
import { minutesSheet } from './layouts/minutes.js';
import { programme } from './layouts/programme.js';
import { resolutionSheet } from './layouts/resolution.js';
import { rollSheet } from './layouts/roll-sheet.js';
import { type PaperChoice, PaperKind } from './paper.types.js';
import {
  addendaForPaper,
  assessmentForPaper,
  guestsForPaper,
  type MeetingForPaper,
  meetingForPaper,
  programmeParts,
  rollForPaper,
} from './paper-rows.js';
import type { Sheet } from './setting/sheet.js';

/** What a paper is made of, and under which name it goes. */
interface PaperSource {
  sheet: Sheet;
  /** Without its ending: `Biên bản 05-12-2026`. */
  name: string;
  /** Of sealed minutes or an issued resolution. */
  isFinal: boolean;
  /** The secretary's alone. */
  isPrivate: boolean;
}

/** Which paper of which meeting. */
interface WantedPaper {
  meetingId: string;
  kind: PaperKind;
  subjectId: string | null;
}

const OF_NAMES = { isFinal: false, isPrivate: true };

/** Where the papers of a meeting come from: the sealed record where there is one, the tables otherwise. */
@Injectable()
export class PaperSources {
  constructor(
    private readonly minutes: MinutesRecords,
    private readonly resolutions: ResolutionRecords,
  ) {}

  /**
   * What the paper would show now; `withReasons`: also why somebody was missing. Refuses PAPER_WITHOUT_CONTENT where there is nothing
   * to show yet, and NOT_FOUND for a resolution that is not of this meeting.
   */
  async of(db: Db, wanted: WantedPaper, options: { withReasons: boolean }): Promise<PaperSource> {
    const meeting = await meetingForPaper(db, wanted.meetingId);
    const named = (name: string, sheet: Sheet, kept: Pick<PaperSource, 'isFinal' | 'isPrivate'> = OF_NAMES) => ({
      sheet,
      name: `${name} ${meeting.day.split('-').reverse().join('-')}`,
      ...kept,
    });
    switch (wanted.kind) {
      case PaperKind.ROLL_SHEET:
        return named('Danh sách ký tên', rollSheet(meeting, ...(await this.roll(db, meeting))));
      case PaperKind.ATTENDANCE:
        if (!meeting.openedAt) throw new Refusal('PAPER_WITHOUT_CONTENT');
        return named('Danh sách điểm danh', attendanceList(meeting, ...(await this.roll(db, meeting))));
      case PaperKind.PROGRAMME:
        return named('Chương trình', programme(meeting, await programmeParts(db, meeting)));
      case PaperKind.ASSESSMENT: {
        const found = await assessmentForPaper(db, meeting.id);
        if (!found) throw new Refusal('PAPER_WITHOUT_CONTENT');
        return named('Phiếu chấm điểm', assessmentSheet(meeting, found), { isFinal: false, isPrivate: false });
      }
      case PaperKind.RESOLUTION: {
        const record = await this.resolution(db, wanted);
        const isFinal = record.number !== null;
        const name = record.number ? `Nghị quyết ${record.number.replaceAll('/', '-')}` : 'Nghị quyết (dự thảo)';
        return named(name, resolutionSheet(record), { isFinal, isPrivate: !isFinal });
      }
      default:
        return this.ofMinutes(db, meeting, options.withReasons, named);
    }
  }

  private async ofMinutes(
    db: Db,
    meeting: MeetingForPaper,
    withReasons: boolean,
    named: (name: string, sheet: Sheet, kept: Pick<PaperSource, 'isFinal' | 'isPrivate'>) => PaperSource,
  ): Promise<PaperSource> {
    if (!meeting.openedAt) throw new Refusal('PAPER_WITHOUT_CONTENT');
    const kept = await this.minutes.kept(db, meeting.id);
    const record = withReasons ? kept.record : withoutReasons(kept.record, null);
    const isFinal = kept.seal !== null;
    return named(
      isFinal ? 'Biên bản' : 'Biên bản (dự thảo)',
      minutesSheet({ ...kept, record }, await addendaForPaper(db, meeting.id)),
      { isFinal, isPrivate: !isFinal || record.excused.some(({ reason }) => reason !== null) },
    );
  }

  private async resolution(db: Db, { meetingId, subjectId }: WantedPaper) {
    const found = isId(subjectId ?? '')
      ? await row(db, `select 1 from resolutions where id = $1 and meeting_id = $2`, [subjectId, meetingId])
      : undefined;
    if (!found || subjectId === null) throw new Refusal('NOT_FOUND');
    return this.resolutions.of(db, subjectId);
  }

  /** The papers for which there is something to show. */
  async offered(db: Db, meetingId: string): Promise<Omit<PaperChoice, 'papers'>[]> {
    const meeting = await meetingForPaper(db, meetingId);
    const found = await rows<{ id: string; title: string; number: number | null }>(
      db,
      `select id, title, number from resolutions where meeting_id = $1 order by number nulls last, id`,
      [meetingId],
    );
    const state = await row<{ isSealed: boolean; isScored: boolean }>(
      db,
      `select exists (select 1 from minutes_seals where meeting_id = $1) as "isSealed",
         exists (select 1 from assessments where meeting_id = $1) as "isScored"`,
      [meetingId],
    );
    const choice = (kind: PaperKind, title: string, isFinal = false, subjectId: string | null = null) => ({
      kind,
      title,
      isFinal,
      subjectId,
    });
    return [
      choice(PaperKind.PROGRAMME, 'Chương trình sinh hoạt tháng'),
      choice(PaperKind.ROLL_SHEET, 'Danh sách ký tên (in trước buổi họp)'),
      ...(meeting.openedAt
        ? [
            choice(PaperKind.ATTENDANCE, 'Danh sách điểm danh'),
            choice(PaperKind.MINUTES, state?.isSealed ? 'Biên bản' : 'Biên bản (dự thảo)', state?.isSealed),
          ]
        : []),
      ...found.map(({ id, title, number }) =>
        choice(
          PaperKind.RESOLUTION,
          number === null
            ? `Nghị quyết (dự thảo): ${title}`
            : `Nghị quyết số ${String(number).padStart(2, '0')}-NQ/CB: ${title}`,
          number !== null,
          id,
        ),
      ),
      ...(state?.isScored ? [choice(PaperKind.ASSESSMENT, 'Phiếu chấm điểm')] : []),
    ];
  }

  private async roll(db: Db, meeting: MeetingForPaper) {
    return [await rollForPaper(db, meeting), await guestsForPaper(db, meeting.id)] as const;
  }
}
