/** The three text sizes, in percent of the ordinary one. */
export const TEXT_SIZES = [100, 125, 150] as const;
