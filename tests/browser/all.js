// The browser tests: one process and one browser, a file for each kind of test.

import './html.test.js';
import './pages.test.js';
import './keyboard.test.js';
import './notes_wide.test.js';
import './notes_narrow.test.js';
import './notes_print.test.js';
import './notes_keyboard.test.js';
import './controls.test.js';
import './widths.test.js';
import './passages.test.js';
import './annotations.test.js';
import './corrections.test.js';
import './figures.test.js';
import './figures_print.test.js';
import './picker.test.js';
import './map.test.js';
import './network.test.js';
import './own_look.test.js';
import './search.test.js';
import './scripts_off.test.js';
import './finder.test.js';
import './weight.test.js';
import './serve.test.js';
import './hosting.test.js';
import './nginx.test.js';
import './self_check.test.js';
