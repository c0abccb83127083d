/**
 * The sandbox by itself, for a service started with `npm start`: prints the
 * settings to export and a few phones to begin with.
 */
import { type Sandbox, sandboxSettings, startSandbox } from "./sandbox.ts";
import { TERNOPIL } from "./ukraineAlarm.ts";

export type StandAloneOptions = {
	port: number;
	environment: Readonly<Record<string, string | undefined>>;
	print(line: string): void;
};

export async function standAlone({
	port,
	environment,
	print,
}: StandAloneOptions): Promise<Sandbox> {
	const token =
		environment.TELEGRAM_BOT_TOKEN ??
		"100200300:sandbox-token-that-opens-nothing-real";
	const sandbox = await startSandbox({
		port,
		telegram: { token, botUsername: "dzvin_sandbox_bot" },
		twilio: {
			accountSid: environment.TWILIO_ACCOUNT_SID ?? `AC${"0".repeat(32)}`,
			authToken:
				environment.TWILIO_AUTH_TOKEN ??
				"sandbox-token-that-opens-nothing-real",
			smsFrom: environment.TWILIO_SMS_FROM ?? "+380440000001",
			...(environment.TWILIO_SMS_FROM_2
				? { smsFrom2: environment.TWILIO_SMS_FROM_2 }
				: {}),
			voiceFrom: environment.TWILIO_VOICE_FROM ?? "+380440000002",
			...(environment.TWILIO_VOICE_YES
				? { voiceYes: environment.TWILIO_VOICE_YES }
				: {}),
			...(environment.TWILIO_VOICE_NO
				? { voiceNo: environment.TWILIO_VOICE_NO }
				: {}),
			...(environment.TWILIO_VOICE_DRILL
				? { voiceDrill: environment.TWILIO_VOICE_DRILL }
				: {}),
			twoWay: environment.TWILIO_SMS_TWO_WAY === "true",
		},
		ukraineAlarm: {
			key: "sandbox-key-that-opens-nothing-real",
			regions: [TERNOPIL],
		},
		...(environment.PUBLIC_URL ? { serviceUrl: environment.PUBLIC_URL } : {}),
	});
	for (const [name, value] of Object.entries(sandboxSettings(sandbox)))
		print(`export ${name}=${value}`);
	print(`# phones: ${sandbox.pageUrl}`);
	return sandbox;
}
