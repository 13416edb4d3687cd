/** A line that puts a folder on the PATH of new shells, for the shell that the user has. */
export function pathAdvice(folder: string, platform: NodeJS.Platform, shell: string | undefined): string {
  if (platform === 'win32') {
    const escaped = folder.replaceAll("'", "''");
    return `[Environment]::SetEnvironmentVariable('Path', [Environment]::GetEnvironmentVariable('Path', 'User') + ';${escaped}', 'User')`;
  }
  const inHome = `export PATH="${folder.replace(/(["\\$`])/g, String.raw`\$1`)}:$PATH"`;
  switch (shell?.split('/').at(-1)) {
    case 'fish':
      return `fish_add_path ${word(folder)}`;
    case 'zsh':
      return `echo ${word(inHome)} >> ~/.zshrc`;
    case 'bash':
      return `echo ${word(inHome)} >> ${platform === 'darwin' ? '~/.bash_profile' : '~/.bashrc'}`;
    default:
      return `echo ${word(inHome)} >> ~/.profile`;
  }
}

function word(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
