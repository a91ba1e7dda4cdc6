import { readFile, readdir } from 'node:fs/promises';

/** The processes of the model that a server has started; Linux only. */
export async function modelProcessesOf(server: number): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const commandLine = await readFile(`/proc/${name}/cmdline`, 'utf8');
      if (Number(parent) === server && state !== 'Z' && commandLine.includes('modelProcess')) found.push(pid);
    } catch {
      continue;
    }
  }
  return found;
}

/** Whether a process is there and not a zombie; Linux only. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
