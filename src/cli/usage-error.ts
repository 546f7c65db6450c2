/** The user asked for something that cannot be done as asked. The message says what to do instead. */
export class UsageError extends Error {}
