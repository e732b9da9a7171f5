/** Who may ask for what of duties, moves and calendars; see permissions.test.ts. */
export const DUTIES: Record<string, string> = {
  'Query.duties': 'S F O',
  'Query.dutySums': 'S F O',
  'Query.suggestMeeting': 'S',
  'Query.calendarFeed': 'signed in',
  'Mutation.createCalendarFeed': 'signed in',
  'Mutation.revokeCalendarFeed': 'signed in',
  'Mutation.postponeMeeting': 'S',
  'Mutation.mergeMeetings': 'S',
};
