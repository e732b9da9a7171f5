/**
 * Run after every `npm install` that changed package-lock.json: completes the lock file.
 *
 * A registry mirror that does not serve the binaries of other platforms makes npm leave them out of the lock file
 * without a word; `npm ci` on any machine then stops with "Missing: … from lock file". For each name in
 * optionalDependencies that has no entry, one is added whose os, cpu and libc are read from the name. Entries that
 * nothing needs are taken out.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const OS = 'linux darwin win32 windows android freebsd openbsd netbsd sunos aix openharmony'.split(' ');
const CPU = 'x64 arm64 arm ia32 ppc64 ppc64le s390x riscv64 loong64 mips64el wasm32 universal'.split(' ');

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
let added = 0;

for (const [path, entry] of Object.entries(lock.packages)) if (entry.extraneous) delete lock.packages[path];

for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const places = path
      .split('/node_modules/')
      .map((_, i, all) => [...all.slice(0, i + 1), name].join('/node_modules/'));
    if (lock.packages[`node_modules/${name}`] || places.some(place => lock.packages[place])) continue;
    const words = name.split('/').at(-1).split(/[-.]/);
    const [os] = words.filter(word => OS.includes(word));
    const [cpu] = words.filter(word => CPU.includes(word));
    if (!os && !cpu) continue;
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ''),
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
      ...(os ? { os: [os === 'windows' ? 'win32' : os] } : {}),
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(words.includes('musl') ? { libc: ['musl'] } : {}),
    };
    added += 1;
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} optional packages of other platforms added`);
