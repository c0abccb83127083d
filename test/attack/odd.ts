/**
 * What people and machines have really sent, or would: markup, TwiML, SQL, formulas,
 * letters that turn the line round, halves of letters. Written for this test; each is
 * short enough for an SMS, so that nothing is cut and all of it must be seen.
 */
export const ODD: readonly string[] = [
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	'"><svg onload=alert(1)>',
	"' autofocus onfocus=alert(1) x='",
	"</title></style></textarea><b>жирне",
	"javascript:alert(1)",
	"<!-- коментар -->",
	"]]><![CDATA[",
	"&lt;b&gt; &amp;amp; &#60;",
	"<b>не жирне</b> <i>ні</i>",
	'<a href="tg://user?id=1">хто</a>',
	"*жирно* _курсив_ `код` [a](b)",
	"</Say><Hangup/><Say>",
	"</Message><Redirect>http://a</Redirect>",
	'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>&b;',
	"'; drop table event; --",
	"1' or '1'='1",
	'" or ""="',
	"%' union select * from responder --",
	"=1+1",
	"=cmd|' /C calc'!A0",
	"@SUM(1+1)*cmd",
	"+380671234567 дзвоніть",
	"-2+3",
	'=HYPERLINK("http://a","b")',
	// biome-ignore lint/suspicious/noTemplateCurlyInString: it is to stay what it is
	"{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
	"{ $place } { -brand }",
	"%s %d %n %x",
	"../../etc/passwd",
	"..\\..\\windows\\win.ini",
	"$(reboot) `reboot` ; reboot | reboot",
	'{"id":"1","__proto__":{"a":1}}',
	"рядок\nдругий: 200 OK",
	"рядок\r\nSet-Cookie: a=b",
	"табуляція\tтут",
	"нуль\u0000тут",
	"дзвінок\u0007тут\u001b[31mчервоне",
	"ліво\u202eоварп\u202cправо",
	"\u2066ізоляція\u2069 \u200fмітка\u200e",
	"ну\u200bльо\u200dва\ufeffширина",
	"половина \ud83d тут",
	"друга \ude00 половина",
	"хвіст \ud800",
	"🔥🚒👨‍👩‍👧‍👦 🇺🇦",
	"Z̴̡̛a̷l̵g̶o̷",
	"ﷺ 𝕳𝖆𝖙𝖆 ｆｕｌｌ",
	"İıſẞß ΐ ﬁ",
	"null",
	"undefined",
	"NaN",
	"true",
	"0",
	"[object Object]",
	"__proto__",
	"constructor",
	"toString",
	'хата О\'Браєна, «біля» "церкви" & млина',
	"\u2028рядок\u2029абзац",
	"вул. Шевченка, 12 (не номер 118)",
];

/** As our pages and boards show it: trimmed, whole letters, one line. */
export const asShown = (text: string): string =>
	text
		.trim()
		.toWellFormed()
		.replace(/\p{Cc}+/gu, " ");
