import './no-eval.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import 'uplot/dist/uPlot.min.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { StudioError } from '../src-main/contract/errors.ts'
import { Atelier } from './state/atelier.svelte.ts'

// The root that index.html holds.
const target = document.getElementById('studio')
if (!target) throw new StudioError('page/damaged', 'The page lacks its root; build it again.')

// One for the life of the window; tests make their own.
const atelier = new Atelier()
atelier.start()
mount(App, { target, props: { atelier } })
