-- Opens the file FILE in Neovim, extracts through its built-in language client, and writes what came to OUT.
local function finish(result)
  local out = assert(io.open(vim.env.OUT, 'w'))
  out:write(vim.fn.json_encode(result))
  out:close()
  vim.cmd('qa!')
end

vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.FILE))
local buffer = vim.api.nvim_get_current_buf()
vim.bo[buffer].filetype = 'markdown'
local uri = vim.uri_from_bufnr(buffer)
local progress = {}
local client_id = vim.lsp.start_client({
  name = 'universal-ner',
  cmd = vim.fn.json_decode(vim.env.SERVER),
  root_dir = vim.fn.fnamemodify(vim.env.FILE, ':h'),
  settings = { universalNer = { minScore = 0 } },
  handlers = {
    ['$/progress'] = function(_, result)
      table.insert(progress, result.value.kind)
    end,
  },
  on_exit = function(code)
    finish({ error = 'The server ended with code ' .. code })
  end,
})
vim.lsp.buf_attach_client(buffer, client_id)

local attached = vim.wait(20000, function()
  local client = vim.lsp.get_client_by_id(client_id)
  return client ~= nil and client.initialized == true
end, 10)
if not attached then
  finish({ error = 'The server was not initialized' })
  return
end

local client = vim.lsp.get_client_by_id(client_id)
local response, failure = client.request_sync('workspace/executeCommand', {
  command = 'universalNer.extract',
  arguments = { { uri = uri, types = { 'person', 'city' } } },
}, 60000, buffer)
if not response or response.err then
  finish({ error = failure or vim.inspect(response.err) })
  return
end

local hover = client.request_sync('textDocument/hover', {
  textDocument = { uri = uri },
  position = { line = 2, character = 4 },
}, 5000, buffer)
local diagnosed = vim.wait(5000, function()
  return #vim.diagnostic.get(buffer) > 0
end, 10)
finish({
  mentions = response.result.mentions,
  hover = hover and hover.result and hover.result.contents.value,
  diagnosed = diagnosed,
  progress = progress,
})
