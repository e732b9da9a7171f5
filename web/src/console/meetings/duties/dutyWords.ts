import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { DutyState } from '../../../graphql/graphql.js';
import type { Tone } from '../../parts/Chip.js';

const NAMES: Record<DutyState, MessageDescriptor> = {
  NOT_DUE: msg`Không đến hạn`,
  DUE: msg`Chưa lên lịch`,
  PLANNED: msg`Đang soạn`,
  INVITED: msg`Đã mời`,
  POSTPONED: msg`Đã dời lịch`,
  UNDER_WAY: msg`Đang họp`,
  HELD: msg`Đã họp`,
  MISSED: msg`Không sinh hoạt`,
};

/** How it stands with a duty, in words. */
export const dutyStateName = (state: DutyState): string => i18n._(NAMES[state]);

export const DUTY_TONES: Record<DutyState, Tone> = {
  NOT_DUE: 'plain',
  DUE: 'wait',
  PLANNED: 'plain',
  INVITED: 'busy',
  POSTPONED: 'wait',
  UNDER_WAY: 'busy',
  HELD: 'good',
  MISSED: 'bad',
};
