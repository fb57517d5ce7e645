import fc from 'fast-check';

/** One seed for a whole run, printed by the test line, so that any failure can be repeated. */
const seed = process.env.PORTILLON_SEED;
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
