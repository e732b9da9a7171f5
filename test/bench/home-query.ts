/** The phone's first screen, as the member app asks for it. */
export const HOME_QUERY = `query Home { home {
  upcomingMeetings { id kind month title status startsAt endsAt place cell { id name } myAttendance { state answer answeredAt reason method checkedInAt } }
  unreadDocuments { id title issuer number issuedOn topics publishedAt myProgress files { id name mimeType size sha256 } }
  unreadNotifications } }`;
