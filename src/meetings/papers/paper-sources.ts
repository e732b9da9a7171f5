import { Injectable } from '@nestjs/common';
import { Refusal } from '../../errors.js';
import type { Db } from '../../platform/database/statements.js';
import { attendanceList } from './layouts/attendance-list.js';
import { programme } from './layouts/programme.js';
import { rollSheet } from './layouts/roll-sheet.js';
import { type PaperChoice, PaperKind } from './paper.types.js';
import { guestsForPaper, type MeetingForPaper, meetingForPaper, programmeParts, rollForPaper } from './paper-rows.js';
import type { Sheet } from './setting/sheet.js';

/** What a paper is made of, and under which name it goes. */
export interface PaperSource {
  sheet: Sheet;
  /** Without its ending: `Biên bản 05-12-2026`. */
  name: string;
  /** Of sealed minutes or an issued resolution. */
  isFinal: boolean;
}

/** Where the papers of a meeting come from: the sealed record where there is one, the tables otherwise. */
@Injectable()
export class PaperSources {
  /** What the paper would show now. Refuses PAPER_WITHOUT_CONTENT where there is nothing to show yet. */
  async of(db: Db, meetingId: string, kind: PaperKind, _subjectId: string | null): Promise<PaperSource> {
    const meeting = await meetingForPaper(db, meetingId);
    switch (kind) {
      case PaperKind.ROLL_SHEET:
        return this.named('Danh sách ký tên', meeting, rollSheet(meeting, ...(await this.roll(db, meeting))));
      case PaperKind.ATTENDANCE:
        if (!meeting.openedAt) throw new Refusal('PAPER_WITHOUT_CONTENT');
        return this.named('Danh sách điểm danh', meeting, attendanceList(meeting, ...(await this.roll(db, meeting))));
      case PaperKind.PROGRAMME:
        return this.named('Chương trình', meeting, programme(meeting, await programmeParts(db, meeting)));
      default:
        throw new Refusal('PAPER_WITHOUT_CONTENT');
    }
  }

  /** The papers for which there is something to show. */
  async offered(db: Db, meetingId: string): Promise<Omit<PaperChoice, 'papers'>[]> {
    const meeting = await meetingForPaper(db, meetingId);
    const choice = (kind: PaperKind, title: string, isFinal = false, subjectId: string | null = null) => ({
      kind,
      title,
      isFinal,
      subjectId,
    });
    return [
      choice(PaperKind.PROGRAMME, 'Chương trình sinh hoạt tháng'),
      choice(PaperKind.ROLL_SHEET, 'Danh sách ký tên (in trước buổi họp)'),
      ...(meeting.openedAt ? [choice(PaperKind.ATTENDANCE, 'Danh sách điểm danh')] : []),
    ];
  }

  private async roll(db: Db, meeting: MeetingForPaper) {
    return [await rollForPaper(db, meeting), await guestsForPaper(db, meeting.id)] as const;
  }

  private named(name: string, { day }: MeetingForPaper, sheet: Sheet, isFinal = false): PaperSource {
    return { sheet, name: `${name} ${day.split('-').reverse().join('-')}`, isFinal };
  }
}
