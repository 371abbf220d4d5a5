// Adds the optional packages of other platforms that the lock lacks: version from the package that asks for
// them, os/cpu/libc from their names.
import { readFileSync, writeFileSync } from 'node:fs';

const path = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(path, 'utf8'));
const OS = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  openharmony: 'openharmony',
  win32: 'win32',
};
const CPU = {
  arm64: 'arm64',
  x64: 'x64',
  ia32: 'ia32',
  arm: 'arm',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
};
let added = 0;
for (const [where, node] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(node.optionalDependencies ?? {})) {
    const resolvable = [`${where}/node_modules/${name}`, `node_modules/${name}`].some((p) => lock.packages[p]);
    if (resolvable || !/^\d/.test(version)) continue;
    const words = name.split('/')[1].split('-');
    const os = words.map((w) => OS[w]).find(Boolean);
    const cpu = words.map((w) => CPU[w]).find(Boolean);
    if (!os || !cpu) {
      console.log('cannot tell', name);
      continue;
    }
    const libc = name.includes('musl') ? ['musl'] : /-gnu(eabihf)?$/.test(name) ? ['glibc'] : undefined;
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [cpu],
      ...(node.dev && { dev: true }),
      ...(libc && os === 'linux' && { libc }),
      optional: true,
      os: [os],
    };
    added += 1;
  }
}
const root = lock.packages[''];
lock.packages = {
  '': root,
  ...Object.fromEntries(
    Object.entries(lock.packages)
      .filter(([k]) => k !== '')
      .sort(([a], [b]) => a.localeCompare(b, 'en')),
  ),
};
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log('added', added);
