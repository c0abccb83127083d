/** The question takes a millisecond; whatever holds it up longer holds up no alarm. */
const WAITS_MS = 50;
/** Of a person who looks at a page or a chat, and waits for no table either. */
export const PERSON_WAITS_MS = 1_000;

/** What an alert likes to know but does not wait for: undefined when it is late or cannot be told. */
export async function soon<Answer>(
	work: () => Promise<Answer>,
	waitsMs = WAITS_MS,
): Promise<Answer | undefined> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), waitsMs);
	});
	try {
		return await Promise.race([work(), late]);
	} catch {
		return undefined;
	} finally {
		clearTimeout(timer);
	}
}
