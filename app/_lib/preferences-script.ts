/**
 * Stands in the head of every shared page, always the same text. It shows the chosen theme before the first paint, so that
 * no page flashes in another one, and stores a choice of theme or language without a request. As a child of `<script>` it
 * may hold none of the characters that HTML escapes: hence no arrow functions, only backticks.
 */
export const PREFERENCES_SCRIPT = `{
const root=document.documentElement;
const stored=function(){const found=/(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie);return found?found[1]:\`system\`};
const show=function(theme){
if(theme===\`system\`)delete root.dataset.theme;else root.dataset.theme=theme;
for(const button of document.querySelectorAll(\`button[name=theme]\`))button.setAttribute(\`aria-pressed\`,button.value===theme)};
const store=function(name,value){
document.cookie=name+\`=\`+value+\`; path=/; samesite=lax; max-age=\`+(value?31536000:0);
return document.cookie.includes(name+\`=\`+value)===(value!==\`\`)};
show(stored());
addEventListener(\`DOMContentLoaded\`,function(){show(stored())});
addEventListener(\`submit\`,function(event){
const button=event.submitter||{};
if(![\`theme\`,\`locale\`].includes(button.name))return;
if(!store(button.name,button.value===\`system\`?\`\`:button.value))return;
event.preventDefault();event.stopImmediatePropagation();
if(button.name===\`theme\`)show(button.value);else location.reload()},true)
}`;
