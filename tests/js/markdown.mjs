// What links in Markdown point to, and which anchors a document has, as GitHub makes them.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Without code, in which nothing is a link; as many lines as before. @param {string} text */
const withoutCode = (text) =>
  text
    .replace(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2[^\n]*$/gmu, (block) => block.replace(/[^\n]/gu, ''))
    .replace(/<!--[\s\S]*?-->/gu, (comment) => comment.replace(/[^\n]/gu, ''))
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/gu, (code) => code.replace(/[^\n]/gu, 'x'));

const LINKS = [
  /\]\(\s*<?([^\s)>]*)>?(?:\s+"[^"]*")?\s*\)/gu,
  /^ *\[[^\]]+\]:\s*<?([^\s>]+)/gmu,
  /\b(?:href|src)="([^"]*)"/gu,
];

/** @param {string} text @returns {{ line: number, target: string }[]} */
export function linksOf(text) {
  const prose = withoutCode(text);
  return LINKS.flatMap((pattern) =>
    [...prose.matchAll(pattern)].map(({ index, 1: target = '' }) => ({
      line: prose.slice(0, index).split('\n').length,
      target,
    })),
  );
}

/** Letters of every script, digits, hyphens and underscores stay; blanks become hyphens. @param {string} heading */
const slug = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/** @param {string} text @returns {Set<string>} */
export function anchorsOf(text) {
  const blocks = text.replace(/^( *)(```+|~~~+)[^\n]*\n[\s\S]*?^\1\2[^\n]*$/gmu, '');
  /** @type {Set<string>} */
  const anchors = new Set();
  for (const [, heading = ''] of blocks.matchAll(/^ {0,3}#{1,6} +(.*?)(?: +#+)? *$/gmu)) {
    const name = slug(heading);
    let anchor = name;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${name}-${count}`;
    anchors.add(anchor);
  }
  for (const [, name = ''] of blocks.matchAll(/<a (?:id|name)="([^"]+)"/gu)) anchors.add(name);
  return anchors;
}

/**
 * What is wrong with a link of a document, if anything; of an address, its form alone is looked at.
 * @param {string} root nothing outside it is linked
 * @param {string} file
 * @param {string} target
 */
function faultOf(root, file, target) {
  if (/^[a-z][a-z\d+.-]*:/iu.test(target)) {
    const isFine = URL.canParse(target) && /^(?:https?:\/\/[^/]+\.[^/]|mailto:.+@)/u.test(target);
    return isFine ? undefined : 'is no address';
  }
  const [path = '', anchor] = target.split('#', 2);
  const found = path === '' ? file : resolve(dirname(file), decodeURIComponent(path));
  if (path.startsWith('/') || relative(root, found).startsWith('..')) return 'leads out of the repository';
  if (!existsSync(found)) return 'is not there';
  if (anchor === undefined) return undefined;
  if (statSync(found).isDirectory() || !found.endsWith('.md')) return 'has no anchors';
  return anchorsOf(readFileSync(found, 'utf8')).has(decodeURIComponent(anchor)) ? undefined : 'has no such heading';
}

/**
 * The broken links of documents, a line each.
 * @param {string} root
 * @param {string[]} files below it
 */
export const broken = (root, files) =>
  files.flatMap((name) => {
    const file = join(root, name);
    return linksOf(readFileSync(file, 'utf8')).flatMap(({ line, target }) => {
      const fault = faultOf(root, file, target);
      return fault === undefined ? [] : [`${name}:${line}: ${target} ${fault}`];
    });
  });
