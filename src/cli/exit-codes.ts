/** What the exit code says (DESIGN §6). */
export const exitCodes = {
  /** Nothing at or above the gate. */
  clean: 0,
  /** Threats at or above the gate. */
  threats: 1,
  /** Unusable arguments, or nothing readable. */
  unusable: 2,
  /** A bug of ours. */
  bug: 3,
} as const;
