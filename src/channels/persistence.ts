/**
 * Twilio asks again when our answer was not to be had: three times, for any reason,
 * within 15 s. Without it a restart of ours would lose a receipt or a pressed key.
 *
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const PERSIST = "#rc=3&rp=all&tt=15000";
