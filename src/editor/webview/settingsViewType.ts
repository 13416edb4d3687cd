/** The settings page's view type; package.json's activation events name it too. */
export const settingsViewType = 'muxgate.settings';
