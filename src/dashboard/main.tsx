/**
 * The board of chiefs and duty officers, put together: words, session, the live
 * incidents, pages. What stands here is in the first load, so it stays small.
 */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { mend } from "./mend.ts";
import { queries } from "./queries.ts";
import { SessionProvider } from "./session.tsx";
import { colourScheme, theme } from "./theme.ts";
import { WordsProvider } from "./words.tsx";
import "./style.ts";

const nonce = () =>
	document.querySelector('meta[name="csp-nonce"]')?.getAttribute("content") ??
	"";

createRoot(document.getElementById("root") as HTMLElement, {
	onUncaughtError: mend,
}).render(
	<StrictMode>
		<MantineProvider
			theme={theme}
			colorSchemeManager={colourScheme}
			defaultColorScheme="auto"
			getStyleNonce={nonce}
		>
			<QueryClientProvider client={queries}>
				<WordsProvider>
					<SessionProvider>
						<App />
					</SessionProvider>
				</WordsProvider>
			</QueryClientProvider>
		</MantineProvider>
	</StrictMode>,
);
