/** Characters of an attribute's name, and of a value. */
export const LONGEST_ATTRIBUTE = 64
export const LONGEST_VALUE = 500

/** Attributes of one table, and of one data set. */
export const MOST_ATTRIBUTES = 200
