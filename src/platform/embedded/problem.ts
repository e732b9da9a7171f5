/** The start cannot go on, and trying again would not help: a sentence for the person at the terminal, Vietnamese then English. */
export class StartProblem extends Error {}

/** Exit code for a wrong configuration (EX_CONFIG of sysexits.h): a supervisor does not start again. */
export const EXIT_CONFIGURATION = 78;
