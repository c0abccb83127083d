/**
 * Who looks, and what they may do: asked once, kept for a start without a line.
 * Whoever is not signed in is sent to sign in, and comes back here.
 */
import { useQuery } from "@tanstack/react-query";
import {
	createContext,
	type ReactNode,
	useContext,
	useEffect,
	useMemo,
} from "react";
import type { Right } from "../access.ts";
import { ApiProblem, api, ask } from "./api.ts";
import { belongsTo, forget, keep, kept } from "./kept.ts";
import { follow } from "./live.ts";
import { useWords } from "./words.tsx";

const known = () => ask(api.v1.me.$get());
export type Me = Awaited<ReturnType<typeof known>>;

type Session = { me: Me; can(right: Right): boolean };
const Context = createContext<Session | undefined>(undefined);
const ME_KEY = "dzvin-me";
const ASKED_AGAIN_MS = 60_000;
const UNREAD_AGAIN_MS = 5_000;

export function SessionProvider({ children }: { children: ReactNode }) {
	const { settle } = useWords();
	const { data, error } = useQuery({
		queryKey: ["me"],
		queryFn: known,
		// It stays when nothing comes through; a placeholder would go with the last try.
		initialData: () => kept<Me>(ME_KEY),
		initialDataUpdatedAt: 0,
		refetchInterval: ({ state }) =>
			state.data ? ASKED_AGAIN_MS : UNREAD_AGAIN_MS,
	});
	useEffect(() => {
		if (!data) return;
		if (!belongsTo(data.id)) {
			location.reload();
			return;
		}
		keep(ME_KEY, data);
		settle(data);
	}, [data, settle]);

	const isNobody = error instanceof ApiProblem && error.status === 401;
	useEffect(() => {
		if (isNobody) toSignIn();
	}, [isNobody]);

	const follows = data?.rights.includes("incidents.read") ?? false;
	useEffect(() => (follows ? follow(toSignIn) : undefined), [follows]);

	const session = useMemo<Session | undefined>(
		() => data && { me: data, can: (right) => data.rights.includes(right) },
		[data],
	);
	if (!session) return <NotYet isUnread={error !== null && !isNobody} />;
	return <Context.Provider value={session}>{children}</Context.Provider>;
}

/** Opened for the first time, and the service does not answer: it is asked again by itself. */
function NotYet({ isUnread }: { isUnread: boolean }) {
	const { text } = useWords();
	return (
		<main className="waiting-page">
			<p role="status">
				{text(isUnread ? "board-roster-unread" : "board-loading")}
			</p>
		</main>
	);
}

export function useSession(): Session {
	const session = useContext(Context);
	if (!session) throw new Error("Expected useSession below SessionProvider.");
	return session;
}

function toSignIn(): void {
	forget();
	const here = `${location.pathname}${location.search}`;
	location.assign(`/sign-in?to=${encodeURIComponent(here)}`);
}
